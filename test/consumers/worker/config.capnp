using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "visitor", worker = .visitor ),
    ( name = "shop", worker = .shop ),
    ( name = "internet", network = ( allow = [] ) ),
  ],
);

const shop :Workerd.Worker = (
  modules = [ ( name = "worker.js", esModule = embed "built/worker.js" ) ],
  compatibilityDate = "2026-11-01",
  bindings = [
    ( name = "APP_ID", fromEnvironment = "APP_ID" ),
    ( name = "APP_PRIVATE_KEY", fromEnvironment = "APP_PRIVATE_KEY" ),
    ( name = "ALIPAY_PUBLIC_KEY", fromEnvironment = "ALIPAY_PUBLIC_KEY" ),
  ],
);

const visitor :Workerd.Worker = (
  modules = [ ( name = "visitor.js", esModule = embed "built/visitor.js" ) ],
  compatibilityDate = "2026-11-01",
  bindings = [ ( name = "SHOP", service = "shop" ) ],
);
