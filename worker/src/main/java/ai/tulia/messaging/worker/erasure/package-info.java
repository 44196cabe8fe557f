@NullMarked
package ai.tulia.messaging.worker.erasure;

import org.jspecify.annotations.NullMarked;
