package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.worker.WorkerApplication;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A worker with a defect around one of its beans.
 *
 * @param advice around each public method of the bean
 */
record PlantedDefect(Class<?> type, MethodInterceptor advice) implements BeanPostProcessor {
    void run(String[] arguments) {
        WorkerApplication.application()
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(this))
                .run(arguments);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!type.isInstance(bean)) {
            return bean;
        }
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(advice);
        return proxy.getProxy();
    }
}
