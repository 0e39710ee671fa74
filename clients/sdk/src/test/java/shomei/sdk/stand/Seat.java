package shomei.sdk.stand;

import org.jspecify.annotations.Nullable;
import shomei.protocol.message.PinResponse;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// A subscriber as the stand knows it.
public final class Seat {
  private static final int LOCK_AFTER = 5;

  private volatile String pin;
  private volatile boolean temporaryPin;
  private volatile boolean mayAcquire = true;
  private volatile boolean suspended;
  private volatile int wrongPins;
  private volatile @Nullable String letterCode;

  Seat(String pin) {
    this.pin = pin;
  }

  public String pin() {
    return pin;
  }

  public boolean mayAcquire() {
    return mayAcquire;
  }

  public int wrongPins() {
    return wrongPins;
  }

  public Seat withTemporaryPin() {
    temporaryPin = true;
    return this;
  }

  /// @param code without hyphens
  public Seat withLetterCode(String code) {
    letterCode = code;
    return this;
  }

  boolean hasLetter() {
    return letterCode != null;
  }

  public void suspend() {
    suspended = true;
  }

  public void openAcquisition(boolean open) {
    mayAcquire = open;
  }

  static @Nullable Problem pinFault(@Nullable Seat seat, @Nullable String pin) {
    if (seat == null) {
      return Problem.of(ProblemType.INCORRECT_RESPONSE, "the ID or the PIN is wrong");
    }
    if (seat.wrongPins >= LOCK_AFTER) {
      return Problem.of(ProblemType.LOCKED, "locked");
    }
    if (!seat.pin.equals(pin)) {
      int wrong = seat.wrongPins;
      seat.wrongPins = wrong + 1;
      return Problem.of(ProblemType.INCORRECT_RESPONSE, "the ID or the PIN is wrong");
    }
    seat.wrongPins = 0;
    return null;
  }

  /// The stand takes the code as it is printed, with its hyphens or without.
  private static @Nullable Problem letterFault(Seat seat, @Nullable String code) {
    if (code == null) {
      throw ProblemException.malformed("the code of the letter is needed as well");
    }
    return code.replace("-", "").equals(seat.letterCode)
        ? null
        : Problem.of(ProblemType.INCORRECT_RESPONSE, "the ID or the PIN is wrong");
  }

  static @Nullable Problem obstacle(@Nullable Seat seat, PinResponse answer) {
    Problem wrong = seat != null && seat.hasLetter() ? letterFault(seat, answer.code()) : null;
    if (wrong == null) {
      wrong = pinFault(seat, answer.pin());
    }
    if (wrong != null || seat == null) {
      return wrong;
    }
    if (seat.suspended) {
      return Problem.of(ProblemType.SUSPENDED, "suspended");
    }
    if (!seat.mayAcquire) {
      return Problem.of(ProblemType.NOT_ELIGIBLE, "no right to acquire");
    }
    if (seat.temporaryPin) {
      String newPin = answer.newPin();
      if (newPin == null) {
        return Problem.of(ProblemType.PIN_CHANGE_REQUIRED, "choose a new PIN");
      }
      seat.pin = newPin;
      seat.temporaryPin = false;
    }
    return null;
  }
}
