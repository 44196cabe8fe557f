@NullMarked
package ai.tulia.messaging.bench.report;

import org.jspecify.annotations.NullMarked;
