package shomei.domain.status;

import java.time.Duration;

/// How OCSP is answered.
///
/// @param validity from when an answer is signed to nextUpdate; it is signed anew after half of it
/// @param backdate how long before it is signed an answer's thisUpdate lies, for relying parties
///   whose clocks are behind
/// @param signatures a second that may be spent in all, at most
/// @param kept answers held in memory, at most; one takes about 2 KiB
public record OcspTerms(Duration validity, Duration backdate, int signatures, int kept) {
  public OcspTerms {
    if (signatures < 2 || kept < 1) {
      throw new IllegalArgumentException("OCSP cannot be answered with nothing");
    }
  }
}
