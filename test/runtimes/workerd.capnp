using Workerd = import "/workerd/workerd.capnp";

# The suite sends to a gateway on loopback and nowhere else.
const config :Workerd.Config = (
  services = [
    ( name = "workerd", worker = .plain ),
    ( name = "nodejs_compat", worker = .compatible ),
    ( name = "old", worker = .old ),
    ( name = "internet", network = ( allow = ["local"] ) ),
  ],
);

const plain :Workerd.Worker = (
  modules = [ ( name = "worker.js", esModule = embed "worker.js" ) ],
  compatibilityDate = "2026-11-01",
);

const compatible :Workerd.Worker = (
  modules = [ ( name = "worker.js", esModule = embed "worker.js" ) ],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["nodejs_compat"],
);

# Workers keep the date of the day on which they were written.
const old :Workerd.Worker = (
  modules = [ ( name = "worker.js", esModule = embed "worker.js" ) ],
  compatibilityDate = "2024-09-23",
);
