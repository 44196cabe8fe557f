package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.worker.WorkerApplication;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ReflectiveMethodInvocation;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker with a planted defect against promise D2: an attempt without a usable answer is posted once more. */
public final class RepostingWorker {
    private RepostingWorker() {}

    public static void main(String[] args) {
        WorkerApplication.application().sources(Defect.class).run(args);
    }

    @Configuration(proxyBeanMethods = false)
    static class Defect implements BeanPostProcessor {
        @Bean
        static BeanPostProcessor repost() {
            return new Defect();
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof TwilioGateway)) {
                return bean;
            }
            var proxy = new ProxyFactory(bean);
            proxy.setProxyTargetClass(true);
            proxy.addAdvice((MethodInterceptor) call -> {
                var again = ((ReflectiveMethodInvocation) call).invocableClone();
                Object answer = call.proceed();
                return answer instanceof ProviderAnswer.Ambiguous ? again.proceed() : answer;
            });
            return proxy.getProxy();
        }
    }
}
