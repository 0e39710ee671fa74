package shomei.pages.administrator;

import java.util.List;
import java.util.Optional;
import shomei.pages.view.CertificateCard;

/// A1.
///
/// @param card the administrator's certificate
/// @param counts of seats, by the state of their certificate
public record ContractView(
    String contractId, String corporation, Optional<CertificateCard> card, List<Count> counts) {
  public ContractView {
    counts = List.copyOf(counts);
  }

  /// @param state key of the text
  /// @param address of the list of these
  public record Count(String state, int seats, String address) {}
}
