package shomei.house.circle.bird;

import org.jspecify.annotations.Nullable;
import shomei.house.circle.Egg;

/// The other half.
public record Hen(@Nullable Egg origin) {}
