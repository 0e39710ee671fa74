package shomei.domain.status;

import java.time.Duration;

/// How OCSP is answered.
///
/// @param validity from thisUpdate to nextUpdate; an answer is signed anew after half of it
/// @param signatures a second that may be spent in all, at most
/// @param kept answers held in memory, at most; one takes about 2 KiB
public record OcspTerms(Duration validity, int signatures, int kept) {
  public OcspTerms {
    if (signatures < 2 || kept < 1) {
      throw new IllegalArgumentException("OCSP cannot be answered with nothing");
    }
  }
}
