package shomei.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.enrollment.StoreKind;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.computer.StorePlace;
import shomei.enrollment.computer.StorePlaces;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// Where the certificate goes.
final class StoreOptions {
  private static final String NSS = "nss";
  private static final String FIREFOX = "firefox";

  @Option(names = "--store", paramLabel = "PLACE")
  @Nullable String store;

  @Option(names = "--out", paramLabel = "FILE")
  @Nullable Path out;

  @Option(names = "--module", paramLabel = "LIBRARY")
  @Nullable Path module;

  @Option(names = "--token", paramLabel = "LABEL")
  @Nullable String token;

  /// The store that was named; empty where none was, or `file` without a name.
  Optional<StoreLocation> chosen(Computer computer) {
    boolean file = out != null;
    boolean card = module != null || token != null;
    String place = store == null ? (card ? "token" : "file") : store;
    return switch (place) {
      case "file" -> {
        require(!card);
        yield Optional.ofNullable(out)
            .map(named -> StoreLocation.ofFile(named.toAbsolutePath().toString()));
      }
      case "token" -> {
        require(!file);
        if (module == null || token == null) {
          throw wrong();
        }
        yield Optional.of(StoreLocation.ofToken(module.toAbsolutePath().toString(), token));
      }
      default -> {
        require(!file && !card);
        yield Optional.of(place(place, new StorePlaces(computer).all()));
      }
    };
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw wrong();
    }
  }

  private static ToolFailure wrong() {
    return ToolFailure.of(ExitCode.USAGE, "fail.storeOptions");
  }

  private static StoreLocation place(String named, List<StorePlace> places) {
    List<StorePlace> fitting = fitting(named, places);
    if (fitting.size() != 1) {
      String ids =
          String.join(", ", places.stream().flatMap(StoreOptions::names).distinct().toList());
      throw ToolFailure.of(
          ExitCode.STORE, fitting.isEmpty() ? "fail.noStore" : "fail.whichStore", named, ids);
    }
    return fitting.getFirst().location().orElseThrow(StoreOptions::wrong);
  }

  /// Every name but `file` and `token` leads to places with a location.
  private static List<StorePlace> fitting(String named, List<StorePlace> places) {
    if (named.equals(NSS)) {
      return places.stream()
          .filter(place -> place.kind() == StoreKind.CHROMIUM && place.isUsual())
          .toList();
    }
    List<StorePlace> firefox =
        places.stream().filter(place -> place.kind() == StoreKind.FIREFOX).toList();
    if (named.equals(FIREFOX)) {
      List<StorePlace> usual = firefox.stream().filter(StorePlace::isUsual).toList();
      return usual.size() == 1 ? usual : firefox;
    }
    if (named.startsWith(FIREFOX + ":")) {
      String profile = named.substring(FIREFOX.length() + 1);
      return firefox.stream()
          .filter(place -> place.name().equals(profile) || place.where().equals(profile))
          .toList();
    }
    return places.stream().filter(place -> place.id().equals(named)).toList();
  }

  /// As the option takes them.
  private static Stream<String> names(StorePlace place) {
    return switch (place.kind()) {
      case CHROMIUM -> Stream.of(place.isUsual() ? NSS : place.id());
      case FIREFOX -> Stream.of(FIREFOX + ":" + place.name());
      case WINDOWS, WINDOWS_TPM, MACOS, FILE, TOKEN -> Stream.of(place.id());
    };
  }
}
