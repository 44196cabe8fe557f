@NullMarked
package ai.tulia.messaging.domain.requestlimit;

import org.jspecify.annotations.NullMarked;
