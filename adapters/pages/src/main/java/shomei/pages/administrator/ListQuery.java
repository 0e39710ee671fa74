package shomei.pages.administrator;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.Optional;
import shomei.domain.administration.UserList;
import shomei.pages.text.Words;
import shomei.pages.view.Pager;
import shomei.pages.visit.Fields;

/// Which part of the list of users somebody looks at, and how it is sorted, as an address says it.
/// What an address says that nobody could choose is passed over.
///
/// @param page from 1
record ListQuery(
    String search,
    Optional<UserList.State> state,
    UserList.Sort sort,
    boolean descending,
    int page) {
  static final String PATH = "/users";
  private static final int ON_A_PAGE = 20;
  private static final int LONGEST_SEARCH = 100;

  static ListQuery of(Fields asked) {
    String search = asked.text("search");
    return new ListQuery(
        search.substring(0, Math.min(search.length(), LONGEST_SEARCH)),
        Words.of(UserList.State.class, asked.text("state")),
        Words.of(UserList.Sort.class, asked.text("sort")).orElse(UserList.Sort.ID),
        asked.text("order").equals("down"),
        Pager.page(asked, Pager.MOST));
  }

  /// The list that a page was reached from, as [#query()] wrote it.
  static ListQuery from(Fields fields) {
    return of(Fields.of(fields.text("list")));
  }

  UserList.Query asked() {
    return new UserList.Query(search, state, sort, descending, (page - 1) * ON_A_PAGE, ON_A_PAGE);
  }

  boolean hasMoreThan(int total) {
    return total > page * ON_A_PAGE && page < Pager.MOST;
  }

  /// Its address, from `/`.
  String address() {
    QueryStringEncoder address = new QueryStringEncoder(PATH);
    if (!search.isEmpty()) {
      address.addParam("search", search);
    }
    state.ifPresent(one -> address.addParam("state", Words.tag(one)));
    if (sort != UserList.Sort.ID) {
      address.addParam("sort", Words.tag(sort));
    }
    if (descending) {
      address.addParam("order", "down");
    }
    if (page > 1) {
      address.addParam("page", Integer.toString(page));
    }
    return address.toString();
  }

  /// The same from its first page.
  ListQuery first() {
    return new ListQuery(search, state, sort, descending, 1);
  }

  /// What stands behind the question mark of its address.
  String query() {
    String address = address();
    return address.contains("?") ? address.substring(PATH.length() + 1) : "";
  }

  /// The address of a page that leads back here.
  String leadingFrom(String path) {
    QueryStringEncoder address = new QueryStringEncoder(path);
    if (!query().isEmpty()) {
      address.addParam("list", query());
    }
    return address.toString();
  }
}
