/// The enrollment engine: acquires and renews certificates for whatever face a person has in front
/// of them. This package is the contract between engine and face: [UserInterface] with its [Event]s
/// and [Question]s, and the [Failure]s that end a run. Start at
/// `shomei.enrollment.engine.Enrollment`.
@NullMarked
package shomei.enrollment;

import org.jspecify.annotations.NullMarked;
