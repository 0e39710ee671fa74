package shomei.pages.administrator;

import java.util.List;

/// A2.
///
/// @param temporary whether the confirmation PIN must be changed first
public record MenuView(List<Item> items, boolean temporary) {
  public MenuView {
    items = List.copyOf(items);
  }

  /// @param name its texts begin so
  public record Item(String name, String address) {}
}
