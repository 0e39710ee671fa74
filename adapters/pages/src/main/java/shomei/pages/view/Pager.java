package shomei.pages.view;

import java.util.Optional;
import shomei.pages.visit.Fields;

/// The ways to the pages before and after one page of a long list.
///
/// @param number of this page, from 1
/// @param before address of the page before
/// @param after address of the page after
public record Pager(int number, Optional<String> before, Optional<String> after) {
  /// More than anybody turns over.
  public static final int MOST = 999;

  /// @param list address of the list, without the page
  /// @param more whether there is another page after this one
  public static Pager of(String list, int number, boolean more) {
    return new Pager(
        number,
        number > 1 ? Optional.of(address(list, number - 1)) : Optional.empty(),
        more ? Optional.of(address(list, number + 1)) : Optional.empty());
  }

  private static String address(String list, int number) {
    return list + (list.contains("?") ? "&" : "?") + "page=" + number;
  }

  /// Which page an address asks for; the first where it asks for none that there can be.
  ///
  /// @param most pages, up to [#MOST]
  public static int page(Fields asked, int most) {
    String page = asked.text("page");
    return page.matches("[1-9][0-9]{0,2}") ? Math.min(Integer.parseInt(page), most) : 1;
  }

  public boolean isNeeded() {
    return before.isPresent() || after.isPresent();
  }
}
