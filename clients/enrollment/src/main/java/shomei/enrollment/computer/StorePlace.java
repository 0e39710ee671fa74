package shomei.enrollment.computer;

import java.util.Optional;
import shomei.enrollment.StoreKind;
import shomei.enrollment.StoreLocation;

/// A place on this PC where a certificate may go, for a face to offer.
///
/// @param id the same in every run: [StoreLocation#id()]; of a file and a token, which are chosen
///   more closely, `file` and `token`
/// @param name of a Firefox profile; else empty
/// @param where the folder; empty where there is none
/// @param isThere false: it is made when it is used first
/// @param isUsual whether it is the one of its kind that the browser opens by itself
/// @param location empty for a file and a token: the face asks which
public record StorePlace(
    String id,
    StoreKind kind,
    String name,
    String where,
    boolean isThere,
    boolean isUsual,
    Optional<StoreLocation> location) {

  static StorePlace of(StoreLocation location, String where, boolean isThere, boolean isUsual) {
    String firefox = location instanceof StoreLocation.Nss nss ? nss.firefox() : null;
    String name = firefox == null ? "" : firefox;
    return new StorePlace(
        location.id(),
        StoreKind.of(location),
        name,
        where,
        isThere,
        isUsual,
        Optional.of(location));
  }

  static StorePlace open(StoreKind kind, String id) {
    return new StorePlace(id, kind, "", "", true, true, Optional.empty());
  }
}
