package shomei.tool.enrollment;

/// What the subscriber wants.
public enum Act {
  ACQUIRE,
  RENEW
}
