package shomei.web.listener;

import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import shomei.web.HttpSettings;
import shomei.web.exchange.Site;

/// What all exchanges of one listener share.
///
/// @param admission requests that may still be taken into work
/// @param memory octets of bodies that may still be held
record Desk(
    Site site,
    HttpSettings.Limits limits,
    Semaphore admission,
    Semaphore memory,
    Meters meters,
    InstantSource clock) {}
