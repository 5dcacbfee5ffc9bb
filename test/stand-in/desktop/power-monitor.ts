import { EventEmitter } from 'node:events';

/** Specs emit 'lock-screen', 'suspend' and their like; `idleSeconds` is what the idle questions answer. */
class PowerMonitor extends EventEmitter {
  onBatteryPower = false;
  idleSeconds = 0;

  getSystemIdleTime(): number {
    return this.idleSeconds;
  }

  getSystemIdleState(thresholdSeconds: number): 'idle' | 'active' {
    return this.idleSeconds >= thresholdSeconds ? 'idle' : 'active';
  }

  getCurrentThermalState(): string {
    return 'unknown';
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }
}

export const powerMonitor: PowerMonitor = new PowerMonitor();
