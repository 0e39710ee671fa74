package shomei.domain.evidence;

import shomei.domain.kernel.InstitutionId;

/// What is wrong with an exported history.
public sealed interface Finding {
  /// The entry is not what was sealed.
  record Changed(long id) implements Finding {}

  /// The entry was sealed and is not there.
  record Removed(long id) implements Finding {}

  /// The entry is there and was not sealed, or is there twice.
  record Added(long id) implements Finding {}

  /// The entry stands after one with a larger id.
  record Misplaced(long id) implements Finding {}

  /// There are no seals of these numbers, and so no proof of their entries.
  record SealsMissing(long first, long last) implements Finding {}

  /// The seal stands after one with the same or a larger number.
  record SealMisplaced(long number) implements Finding {}

  /// The seal's digest is not that of what it says.
  record SealChanged(long number) implements Finding {}

  /// The seal does not follow on the one before: one of them is another's work.
  record ChainBroken(long number) implements Finding {}

  /// A checkpoint vouches for another seal of that number than the one there.
  record SealReplaced(long number) implements Finding {}

  /// Nobody who may has signed the checkpoint.
  record CheckpointBad(long number, String why) implements Finding {}

  /// A checkpoint vouches for a seal beyond the last one: what followed was cut off.
  record TailCut(long number) implements Finding {}

  /// There are seals and no good checkpoint: anybody could have made them.
  record Unsigned() implements Finding {}

  /// What is another institution's does not belong here.
  record Foreign(InstitutionId institution) implements Finding {}

  /// The file has no beginning or no end, or something before the one or behind the other.
  record FileCut() implements Finding {}

  /// For people.
  default String text() {
    return switch (this) {
      case Changed(var id) -> "entry " + id + " was changed";
      case Removed(var id) -> "entry " + id + " was removed";
      case Added(var id) -> "entry " + id + " was added later or twice";
      case Misplaced(var id) -> "entry " + id + " is out of its order";
      case SealsMissing(var first, var last) ->
          (first == last
                  ? "seal " + first + " is missing"
                  : "seals " + first + " to " + last + " are missing")
              + ": entries there are not proven";
      case SealMisplaced(var n) -> "seal " + n + " is out of its order or there twice";
      case SealChanged(var n) -> "seal " + n + " was changed";
      case ChainBroken(var n) -> "seal " + n + " does not follow on the seal before it";
      case SealReplaced(var n) -> "seal " + n + " is not the one that its checkpoint vouches for";
      case CheckpointBad(var n, var why) -> "the checkpoint on seal " + n + " " + why;
      case TailCut(var n) -> "the history ends before seal " + n + ", which a checkpoint has seen";
      case Foreign(var institution) -> "there is something of institution " + institution;
      case Unsigned() -> "no checkpoint vouches for any of it";
      case FileCut() -> "the file is cut: its first or its last line is missing or elsewhere";
    };
  }
}
