@NullMarked
package ai.tulia.messaging.worker.notice;

import org.jspecify.annotations.NullMarked;
