package shomei.enrollment.engine;

/// What the subscriber wants.
public enum EnrollmentType {
  ACQUIRE,
  RENEW
}
