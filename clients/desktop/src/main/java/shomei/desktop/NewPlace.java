package shomei.desktop;

import java.nio.file.Path;
import java.util.List;
import shomei.desktop.setting.Places;
import shomei.enrollment.Decision;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.message.PairedAct;

/// Where the certificate of a seat goes that is new on this PC: chosen where the person agrees to
/// what a page wants. A seat that is known here keeps its place.
final class NewPlace {
  private final Places places;
  private final StateDirectory state;
  private volatile Places.Place picked;

  NewPlace(Places places, StateDirectory state) {
    this.places = places;
    this.state = state;
    this.picked = places.usual();
  }

  /// @return none where nothing is to be chosen
  List<Places.Place> toChoose(Decision decision) {
    return switch (decision) {
      case Decision.RunForPage page when page.act() == PairedAct.ACQUIRE && isNew(page) ->
          places.all();
      case Decision.RunForPage page -> List.of();
      case Decision.TrustHost host -> List.of();
    };
  }

  private boolean isNew(Decision.RunForPage page) {
    return state.profiles().stream()
        .noneMatch(
            profile ->
                profile.settings().subscriber().equals(page.subscriber())
                    && profile.settings().server().getAuthority().equals(page.page().host()));
  }

  void pick(Places.Place place) {
    picked = place;
  }

  StoreLocation in(Path profile) {
    return picked.in(profile);
  }
}
