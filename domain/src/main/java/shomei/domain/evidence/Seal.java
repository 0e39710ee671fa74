package shomei.domain.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// Entries of one institution, sealed: their digests, under a digest that also covers the seal
/// before. Each institution has a chain of its own, so that one bank's auditor needs no other
/// bank's entries.
///
/// @param number 1 for an institution's first
/// @param through the seal covers all ids up to this one that the seal before does not
/// @param previous the digest of the seal before; 32 zero octets in the first
/// @param leaves the digest of each entry, by id
/// @param digest [Canonical] over `seal` and all the others
public record Seal(
    InstitutionId institution,
    long number,
    long through,
    Instant at,
    Octets previous,
    SortedMap<Long, Octets> leaves,
    Octets digest)
    implements ExportLine {
  static final Octets NONE = Octets.of(new byte[32]);

  public Seal {
    leaves = Collections.unmodifiableSortedMap(new TreeMap<>(leaves));
  }

  /// What a chain is continued from, and what a checkpoint vouches for: with it, all before.
  public record Head(InstitutionId institution, long number, Octets digest) {}

  /// Seals entries.
  ///
  /// @param previous the institution's latest seal
  /// @param through no entry with an id up to this one will appear any more
  /// @param entries of the institution, all that the previous seal does not cover
  public static Seal over(
      InstitutionId institution,
      Optional<Head> previous,
      long through,
      Instant at,
      List<Recorded> entries) {
    SortedMap<Long, Octets> leaves = new TreeMap<>();
    entries.forEach(entry -> leaves.put(entry.id(), entry.leaf()));
    long number = previous.map(Head::number).orElse(0L) + 1;
    Octets before = previous.map(Head::digest).orElse(NONE);
    return new Seal(
        institution,
        number,
        through,
        at,
        before,
        leaves,
        digest(institution, number, through, at, before, leaves));
  }

  public Head head() {
    return new Head(institution, number, digest);
  }

  /// Whether the digest is that of the rest.
  boolean fits() {
    return digest.equals(digest(institution, number, through, at, previous, leaves));
  }

  private static Octets digest(
      InstitutionId institution,
      long number,
      long through,
      Instant at,
      Octets previous,
      SortedMap<Long, Octets> leaves) {
    Canonical fields =
        new Canonical("seal")
            .add(institution.value())
            .add(number)
            .add(through)
            .add(Canonical.time(at))
            .add(previous);
    leaves.forEach((id, leaf) -> fields.add(id).add(leaf));
    return fields.digest();
  }
}
