package shomei.domain.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// Looks whether an exported history is whole and unchanged, line by line, holding one seal at a
/// time. It needs no server.
///
/// What it cannot see by itself: that entries at the end are gone together with their seals and
/// checkpoints, or that the chain after the last checkpoint was made anew. A checkpoint that was
/// kept elsewhere shows both ([#expect]).
public final class VerifyHistory {
  private final CheckpointReader reader;
  private final Consumer<Finding> findings;
  private final SortedMap<Long, Checkpoint> expected = new TreeMap<>();

  private Optional<InstitutionId> institution = Optional.empty();
  private final Set<InstitutionId> strangers = new HashSet<>();
  private boolean begun;
  private boolean ended;
  private long settled;
  private @Nullable Seal last;
  private boolean lastIsSigned;
  private SortedMap<Long, Octets> open = new TreeMap<>();
  private long provenFrom;

  /// Entries that should be under a seal and have not met it: a missing seal's, or added ones.
  private final List<Long> loose = new ArrayList<>();

  private long latestId;

  private long sealed;
  private long unsigned;
  private long unsealed;
  private long seals;
  private long checkpoints;
  private Optional<Instant> signedUntil = Optional.empty();

  /// What was looked at.
  ///
  /// @param sealed entries that are under a seal
  /// @param unsigned of them, those after the last checkpoint
  /// @param unsealed entries that were written moments before the export: nothing proves them yet
  /// @param signedUntil the time of the latest good checkpoint
  public record Summary(
      long sealed,
      long unsigned,
      long unsealed,
      long seals,
      long checkpoints,
      Optional<Instant> signedUntil) {}

  /// @param findings is told what is wrong, as it is found
  public VerifyHistory(CheckpointReader reader, Consumer<Finding> findings) {
    this.reader = reader;
    this.findings = findings;
  }

  /// Before the first line: a checkpoint that was kept elsewhere.
  public void expect(Octets cms) {
    switch (reader.read(cms)) {
      case CheckpointReader.Reading.Bad(var why) ->
          findings.accept(new Finding.CheckpointBad(0, why));
      case CheckpointReader.Reading.Good(var checkpoint) -> {
        belongs(checkpoint.head().institution());
        expected.put(checkpoint.head().number(), checkpoint);
      }
    }
  }

  public void take(ExportLine line) {
    if (ended || begun == line instanceof ExportLine.Begin) {
      findings.accept(new Finding.FileCut());
    }
    begun = true;
    switch (line) {
      case ExportLine.Begin begin -> {
        belongs(begin.institution());
        settled = begin.settled();
      }
      case Seal seal -> take(seal);
      case ExportLine.Signed signed -> take(signed);
      case Recorded entry -> take(entry);
      case ExportLine.End end -> ended = true;
    }
  }

  private void belongs(InstitutionId to) {
    if (institution.isEmpty()) {
      institution = Optional.of(to);
    }
    if (!institution.get().equals(to) && strangers.add(to)) {
      findings.accept(new Finding.Foreign(to));
    }
  }

  private void take(Seal seal) {
    closeSeal();
    belongs(seal.institution());
    seals++;
    if (!seal.fits()) {
      findings.accept(new Finding.SealChanged(seal.number()));
    }
    follow(seal);
    closeLoose();
    open = new TreeMap<>(seal.leaves());
    last = seal;
    lastIsSigned = false;
    Optional.ofNullable(expected.remove(seal.number())).ifPresent(this::vouch);
  }

  private void follow(Seal seal) {
    long before = last == null ? 0 : last.number();
    Octets digest = last == null ? Seal.NONE : last.digest();
    provenFrom = through() + 1;
    if (seal.number() <= before) {
      findings.accept(new Finding.SealMisplaced(seal.number()));
    } else if (seal.number() > before + 1) {
      findings.accept(new Finding.SealsMissing(before + 1, seal.number() - 1));
      provenFrom = seal.leaves().isEmpty() ? seal.through() : seal.leaves().firstKey();
      loose.clear();
    } else if (!seal.previous().equals(digest)) {
      findings.accept(new Finding.ChainBroken(seal.number()));
    }
  }

  private long through() {
    return last == null ? 0 : last.through();
  }

  private void closeSeal() {
    open.keySet().forEach(id -> findings.accept(new Finding.Removed(id)));
    open = new TreeMap<>();
  }

  private void closeLoose() {
    loose.forEach(id -> findings.accept(new Finding.Added(id)));
    loose.clear();
  }

  private void take(ExportLine.Signed signed) {
    switch (reader.read(signed.cms())) {
      case CheckpointReader.Reading.Bad(var why) ->
          findings.accept(new Finding.CheckpointBad(signed.number(), why));
      case CheckpointReader.Reading.Good(var checkpoint) -> {
        checkpoints++;
        vouch(checkpoint);
      }
    }
  }

  private void vouch(Checkpoint checkpoint) {
    if (last == null || !last.head().equals(checkpoint.head())) {
      findings.accept(new Finding.SealReplaced(checkpoint.head().number()));
      return;
    }
    lastIsSigned = true;
    unsigned = 0;
    signedUntil = Optional.of(checkpoint.at());
  }

  private void take(Recorded entry) {
    belongs(entry.institution());
    Octets leaf = open.remove(entry.id());
    if (leaf != null) {
      sealed++;
      unsigned += lastIsSigned ? 0 : 1;
      if (!leaf.equals(entry.leaf())) {
        findings.accept(new Finding.Changed(entry.id()));
      }
      if (entry.id() < latestId) {
        findings.accept(new Finding.Misplaced(entry.id()));
      }
    } else if (entry.id() <= latestId || entry.id() <= through() && entry.id() >= provenFrom) {
      findings.accept(new Finding.Added(entry.id()));
    } else if (entry.id() > settled) {
      unsealed++;
    } else if (entry.id() > through()) {
      loose.add(entry.id());
    }
    latestId = Math.max(latestId, entry.id());
  }

  /// After the last line.
  public Summary end() {
    closeSeal();
    closeLoose();
    if (!ended) {
      findings.accept(new Finding.FileCut());
    }
    if (seals > 0 && signedUntil.isEmpty()) {
      findings.accept(new Finding.Unsigned());
    }
    expected.keySet().forEach(number -> findings.accept(notReached(number)));
    return new Summary(sealed, unsigned, unsealed, seals, checkpoints, signedUntil);
  }

  /// A seal that is missing in the middle was told already.
  private Finding notReached(long number) {
    return last != null && number < last.number()
        ? new Finding.SealsMissing(number, number)
        : new Finding.TailCut(number);
  }
}
