@NullMarked
package ai.tulia.messaging.activities;

import org.jspecify.annotations.NullMarked;
