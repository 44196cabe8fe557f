package ai.tulia.messaging.activities;

import ai.tulia.messaging.activities.reconcile.ReconcileProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything workflows call, dispatch and delivery with it. The worker imports this one class. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(ReconcileProperties.class)
public class ActivitiesConfiguration {}
