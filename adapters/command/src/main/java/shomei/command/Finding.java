package shomei.command;

import java.util.Optional;

/// What was found of one part of a server.
///
/// @param about the part
/// @param told how it is, in plain words that name no secret
/// @param todo what to do where something is wrong; empty where nothing is
public record Finding(String about, String told, Optional<String> todo) {
  public static Finding well(String about, String told) {
    return new Finding(about, told, Optional.empty());
  }

  public static Finding wrong(String about, String told, String todo) {
    return new Finding(about, told, Optional.of(todo));
  }
}
