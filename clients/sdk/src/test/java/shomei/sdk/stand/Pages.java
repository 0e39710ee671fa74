package shomei.sdk.stand;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.message.Waiting;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// The pages of the stand: what they want of tools, and what tools told them. Whoever waits is
/// answered 204 at once, or held until somebody comes.
public final class Pages {
  private final String base;
  private final InstantSource clock;
  private final ReentrantLock one;
  private final Condition changed;
  private final Bindings bindings;
  private final List<Page> pages = new ArrayList<>();
  private final List<Waiting> seen = new ArrayList<>();
  private boolean open = true;
  private boolean holds;

  Pages(String base, InstantSource clock, ReentrantLock one, Bindings bindings) {
    this.base = base;
    this.clock = clock;
    this.one = one;
    this.changed = one.newCondition();
    this.bindings = bindings;
  }

  /// A page that wants something of a tool.
  public final class Page {
    private final String subscriber;
    private final PairedAct act;
    private @Nullable String certificate;
    private @Nullable String code;
    private int account = -1;
    private boolean ask;
    private @Nullable String number;
    private PairingObject.@Nullable BindingKey binding;
    private PairingStatus status = PairingStatus.FOUND;
    private final List<PairingReport> reports = new ArrayList<>();

    private Page(PairedAct act, String subscriber) {
      this.act = act;
      this.subscriber = subscriber;
    }

    public Page renewing(String serial) {
      certificate = serial;
      return this;
    }

    public Page asking() {
      ask = true;
      return this;
    }

    public Page comparing(String digits) {
      number = digits;
      return this;
    }

    /// Shows a code that any tool may type.
    public Page withCode(String shown) {
      code = shown;
      return this;
    }

    /// The account that is wanted: 0 is the first that was made.
    public Page wanting(int number) {
      one.lock();
      try {
        account = number;
        changed.signalAll();
      } finally {
        one.unlock();
      }
      return this;
    }

    /// *This is my PC* was pressed.
    public void confirmPc() {
      if (status != PairingStatus.FOUND) {
        throw new IllegalStateException("the page is past that: " + status);
      }
      status = PairingStatus.CONFIRMED;
      byte[] key = new byte[32];
      String kid = "page-" + pages.indexOf(this);
      bindings.give(kid, key, subscriber);
      binding = new PairingObject.BindingKey(kid, Base64Url.encode(key));
    }

    public void expire() {
      status = PairingStatus.EXPIRED;
    }

    public PairingStatus status() {
      return status;
    }

    /// What tools told, oldest first.
    public List<PairingReport> reports() {
      one.lock();
      try {
        return List.copyOf(reports);
      } finally {
        one.unlock();
      }
    }

    private boolean isOver() {
      return switch (status) {
        case VALID, REFUSED, EXPIRED -> true;
        case FOUND, CONFIRMED, PROCESSING, INTERRUPTED -> false;
      };
    }

    private PairingObject object() {
      return new PairingObject(
          status,
          act,
          subscriber,
          certificate,
          ask,
          number,
          status == PairingStatus.CONFIRMED ? binding : null,
          clock.instant().plus(Duration.ofMinutes(10)));
    }
  }

  public Page open(PairedAct act, String subscriber) {
    one.lock();
    try {
      Page page = new Page(act, subscriber);
      pages.add(page);
      return page;
    } finally {
      one.unlock();
    }
  }

  /// An older server, which has no pages.
  public void shut() {
    open = false;
  }

  boolean isOpen() {
    return open;
  }

  /// Lets whoever waits wait until somebody comes.
  public void hold() {
    holds = true;
  }

  /// Answers all who are held.
  public void letGo() {
    one.lock();
    try {
      holds = false;
      changed.signalAll();
    } finally {
      one.unlock();
    }
  }

  /// Who waited, each request.
  public List<Waiting> seen() {
    one.lock();
    try {
      return List.copyOf(seen);
    } finally {
      one.unlock();
    }
  }

  /// Blocks until a tool of that user of an operating system has waited.
  public void awaitSeen(String osUser) {
    one.lock();
    try {
      while (seen.stream().map(Waiting::osUser).noneMatch(osUser::equals)) {
        changed.awaitUninterruptibly();
      }
    } finally {
      one.unlock();
    }
  }

  Answer waiting(int account, Waiting tool) {
    seen.add(tool);
    changed.signalAll();
    String code = tool.code();
    if (code != null) {
      String plain = code.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
      for (Page page : pages) {
        if (plain.equals(page.code)) {
          page.code = null;
          page.account = account;
          return found(page);
        }
      }
      throw new ProblemException(ProblemType.UNKNOWN_CODE, "no page shows this code");
    }
    while (true) {
      for (Page page : pages) {
        if (page.account == account && !page.isOver()) {
          return found(page);
        }
      }
      if (!holds) {
        return new Answer(204, Map.of(), "");
      }
      changed.awaitUninterruptibly();
    }
  }

  private Answer found(Page page) {
    return Answer.json(200, page.object()).with("Location", address(page));
  }

  private String address(Page page) {
    return URI.create(base + "/pairing/" + pages.indexOf(page)).toString();
  }

  Answer pairing(int account, int number, byte[] payload) {
    Page page = pages.get(number);
    if (page.account != account) {
      throw new ProblemException(ProblemType.UNAUTHORIZED, "another account's");
    }
    if (payload.length > 0 && !page.isOver()) {
      PairingReport report = Json.read(payload, PairingReport.class);
      page.reports.add(report);
      boolean readers = page.number != null && report.status() == PairingStatus.CONFIRMED;
      page.status = readers ? page.status : report.status();
      changed.signalAll();
    }
    return Answer.json(200, page.object());
  }

  /// Blocks until the page was told this.
  public void await(Page page, PairingStatus status) {
    one.lock();
    try {
      while (page.status != status) {
        changed.awaitUninterruptibly();
      }
    } finally {
      one.unlock();
    }
  }
}
