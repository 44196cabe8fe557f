@NullMarked
package ai.tulia.messaging.api.csv;

import org.jspecify.annotations.NullMarked;
