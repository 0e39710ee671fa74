package shomei.enrollment.pairing;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.StageListener;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.message.PairedAct;
import shomei.sdk.ClientSettings;

/// What a face gives for runs that pages want.
///
/// @param client without proxy and trust; its waiter lets the pauses pass
/// @param beats lets the page know that the run is alive
/// @param newStore where the certificate of a subscriber goes who is new here, given the profile's
///   folder
/// @param report tells the person about the certificate
public record PairingContext(
    StateDirectory state,
    KnownServers servers,
    Presence presence,
    UserInterface person,
    ClientSettings client,
    ConnectionOptions connection,
    EnrollmentOptions options,
    RandomGenerator random,
    StageListener listener,
    Beats beats,
    Function<Path, StoreLocation> newStore,
    BiConsumer<PairedAct, CertificateSummary> report) {}
