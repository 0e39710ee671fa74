package shomei.postgres.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/// Instants as PostgreSQL keeps them, in whole microseconds. What is finer is cut off and never
/// rounded up, so that nothing stored lies after the clock that it was read from.
public final class Microseconds extends AbstractConverter<OffsetDateTime, Instant> {
  private static final long serialVersionUID = 1L;

  public Microseconds() {
    super(OffsetDateTime.class, Instant.class);
  }

  @Override
  public @Nullable Instant from(@Nullable OffsetDateTime stored) {
    return stored == null ? null : stored.toInstant();
  }

  @Override
  public @Nullable OffsetDateTime to(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
