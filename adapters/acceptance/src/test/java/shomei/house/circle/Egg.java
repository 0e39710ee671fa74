package shomei.house.circle;

import shomei.house.circle.bird.Hen;

/// One half of a circle, for the rule to find.
public record Egg(Hen layer) {}
