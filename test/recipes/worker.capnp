using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "recipe", worker = .recipe ),
    ( name = "orders", worker = .orders ),
    ( name = "shop", external = ( http = () ) ),
    ( name = "internet", network = ( allow = [] ) ),
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "recipe" ) ],
);

const recipe :Workerd.Worker = (
  modules = [ ( name = "recipe.js", esModule = embed "recipe.js" ) ],
  compatibilityDate = "2026-11-01",
  bindings = [
    ( name = "ALIPAY_APP_ID", fromEnvironment = "ALIPAY_APP_ID" ),
    ( name = "ALIPAY_PUBLIC_KEY", fromEnvironment = "ALIPAY_PUBLIC_KEY" ),
    ( name = "ORDERS", service = "orders" ),
  ],
);

const orders :Workerd.Worker = (
  modules = [ ( name = "orders.js", esModule = embed "orders.js" ) ],
  compatibilityDate = "2026-11-01",
  globalOutbound = "shop",
);
