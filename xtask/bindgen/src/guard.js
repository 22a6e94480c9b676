
let trapped = () => {};
/** Calls `report` with the error when this module has panicked and must not be called again. */
export function on_trap(report) {
    trapped = report;
}
/** A panic ends in a trap. Whoever calls an export notices; what the browser calls back, only this notices. */
function guarded(exports) {
    const guard = (call) => (...parameters) => {
        try {
            return call(...parameters);
        } catch (error) {
            if (error instanceof WebAssembly.RuntimeError) trapped(error);
            throw error;
        }
    };
    const entries = Object.entries(exports);
    return Object.fromEntries(entries.map(([name, value]) => [name, name.includes('__closures__') ? guard(value) : value]));
}
