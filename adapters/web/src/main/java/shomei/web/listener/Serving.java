package shomei.web.listener;

import java.time.InstantSource;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// What all exchanges on one event loop of a listener share.
record Serving(
    Site site,
    Routes routes,
    ListenerSettings.Limits limits,
    Capacity capacity,
    Connections connections,
    Meters meters,
    Traces traces,
    InstantSource clock) {}
