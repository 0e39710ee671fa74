package shomei.pages.text;

/// What a reader chose.
public record Preferences(Language language, TextSize size) {}
