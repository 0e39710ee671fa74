package shomei.settings.binding;

/// An amount of memory or of data.
@Written("size (900B, 64KiB, 1MiB)")
public record DataSize(int octets) {}
