/**
 * The story behind {@code ./tulia demo}: the main job played with real HTTP calls. Each call is shown as a curl line
 * with its answer, and each thing that is said about it is checked.
 */
@NullMarked
package ai.tulia.messaging.standalone.story;

import org.jspecify.annotations.NullMarked;
