import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CallGrant, CallStanding, ResumeAnswer } from "../src/api/types";
import { AGENT_WAIT_MS, CallController } from "../src/call/CallController";
import { type CallError, CallFailure } from "../src/call/CallError";
import { CallMachine } from "../src/call/CallMachine";
import type { CallPorts, Levels, Microphone, Report, RoomLink } from "../src/call/ports";

const GRANT: CallGrant = { callId: "call_1", room: "call_1", url: "wss://eu.test", token: "t", region: "eu", generation: 1 };

/** A step of a call that the test lets pass or fail. */
class Step<T> {
  readonly promise: Promise<T>;
  pass!: (value: T) => void;
  fail!: (error: unknown) => void;

  constructor() {
    this.promise = new Promise((resolve, reject) => ([this.pass, this.fail] = [resolve, reject]));
  }
}

/** Stands in for the browser and LiveKit, and counts what a call leaves open. */
class World implements CallPorts {
  microphones = 0;
  rooms = 0;
  levels = 0;
  readonly muted: boolean[] = [];
  readonly opening = new Step<void>();
  readonly granting = new Step<CallGrant>();
  readonly joining = new Step<void>();
  requestSignal?: AbortSignal;
  report: Report = () => undefined;

  async openMicrophone(): Promise<Microphone> {
    await this.opening.promise;
    this.microphones++;
    let open = true;
    const mute = async (muted: boolean): Promise<void> => void this.muted.push(muted);
    return {
      mediaStreamTrack: {} as MediaStreamTrack,
      mute: () => mute(true),
      unmute: () => mute(false),
      restartTrack: async () => undefined,
      stop: () => {
        this.microphones -= open ? 1 : 0;
        open = false;
      },
    };
  }

  requestCall(_: unknown, signal: AbortSignal): Promise<CallGrant> {
    this.requestSignal = signal;
    return this.granting.promise;
  }

  resumeCall(): Promise<ResumeAnswer> {
    return Promise.reject(new Error("not here"));
  }

  async callStanding(): Promise<CallStanding | undefined> {
    return undefined;
  }

  openRoom(report: Report): RoomLink {
    this.rooms++;
    this.report = report;
    const nothing = (): void => undefined;
    return { connect: () => this.joining.promise, publish: async () => undefined, release: nothing, ping: nothing, startSound: async () => undefined, close: async () => void this.rooms-- };
  }

  openLevels(): Levels {
    this.levels++;
    return { watch: () => undefined, resume: () => undefined, close: () => void this.levels-- };
  }

  get open(): number {
    return this.microphones + this.rooms + this.levels;
  }
}

let world: World;
let machine: CallMachine;
let controller: CallController;

beforeEach(() => {
  vi.useFakeTimers();
  world = new World();
  machine = new CallMachine();
  controller = new CallController(machine, world);
});
afterEach(() => void vi.useRealTimers());

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function join(): Promise<void> {
  controller.start({});
  world.opening.pass();
  world.granting.pass(GRANT);
  world.joining.pass();
  await settle();
}

describe("release", () => {
  test.each([
    ["while the microphone is asked for", (): void => undefined],
    ["while the call is requested", (): void => world.opening.pass()],
    ["while the room is joined", (): void => (world.opening.pass(), world.granting.pass(GRANT))],
    ["in the call", (): void => (world.opening.pass(), world.granting.pass(GRANT), world.joining.pass())],
  ])("hanging up %s leaves nothing open", async (_, advance) => {
    controller.start({});
    advance();
    await settle();
    controller.hangUp();
    world.opening.pass();
    world.granting.pass(GRANT);
    world.joining.pass();
    await settle();
    expect(machine.state).toMatchObject({ phase: "ended", end: { by: "you" } });
    expect(world.open).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ["microphone", (error: unknown): void => world.opening.fail(error)],
    ["grant", (error: unknown): void => (world.opening.pass(), world.granting.fail(error))],
    ["room", (error: unknown): void => (world.opening.pass(), world.granting.pass(GRANT), world.joining.fail(error))],
  ])("a failing %s leaves nothing open", async (_, fail) => {
    const error: CallError = { code: "unreachable", detail: "x" };
    controller.start({});
    fail(new CallFailure(error));
    await settle();
    expect(machine.state).toMatchObject({ phase: "failed", error });
    expect(world.open).toBe(0);
  });

  test("a denied microphone asks for no call", async () => {
    controller.start({});
    world.opening.fail(new CallFailure({ code: "mic-denied" }));
    await settle();
    expect(world.requestSignal).toBeUndefined();
  });

  test("hanging up abandons the request", async () => {
    controller.start({});
    world.opening.pass();
    await settle();
    controller.hangUp();
    expect(world.requestSignal?.aborted).toBe(true);
  });

  test("an unknown fault is a failure without a message of the machine", async () => {
    controller.start({});
    world.opening.fail(new Error("wss://x/?access_token=secret"));
    await settle();
    expect(machine.state.error).toEqual({ code: "failed" });
  });

  test("twenty calls in a row leave nothing open", async () => {
    for (let call = 1; call <= 20; call++) {
      await join();
      expect(machine.state).toMatchObject({ call, phase: "waiting-agent" });
      expect(world.open).toBe(3);
      controller.hangUp();
    }
    expect(world.open).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("pressing twice makes one call", () => {
    controller.start({});
    controller.start({});
    expect(world.levels).toBe(1);
  });

  test("news of a finished call does not touch the next one", async () => {
    await join();
    const stale = world.report;
    controller.hangUp();
    await join();
    stale({ type: "failed", error: { code: "network-lost" } });
    expect(machine.state).toMatchObject({ call: 2, phase: "waiting-agent" });
  });
});

describe("waiting for the agent", () => {
  test("no agent in time ends the call", async () => {
    await join();
    await vi.advanceTimersByTimeAsync(AGENT_WAIT_MS - 1);
    expect(machine.state.phase).toBe("waiting-agent");
    await vi.advanceTimersByTimeAsync(1);
    expect(machine.state).toMatchObject({ phase: "failed", error: { code: "agent-gone" } });
    expect(world.open).toBe(0);
  });

  test("an agent that comes in late gets the full time to become ready, once", async () => {
    await join();
    await vi.advanceTimersByTimeAsync(AGENT_WAIT_MS - 1);
    world.report({ type: "agent-joined", state: "initializing" });
    await vi.advanceTimersByTimeAsync(AGENT_WAIT_MS - 1);
    world.report({ type: "turn", turn: { turn: 0, initiator: "agent", outcome: "", interrupted: false } });
    expect(machine.state.phase).toBe("waiting-agent");
    await vi.advanceTimersByTimeAsync(1);
    expect(machine.state.phase).toBe("failed");
  });

  test("a ready agent stops the clock", async () => {
    await join();
    world.report({ type: "agent-joined", state: "listening" });
    await vi.advanceTimersByTimeAsync(10 * AGENT_WAIT_MS);
    expect(machine.state.phase).toBe("listening");
  });
});

describe("mute", () => {
  test("works before the room is joined and reaches the microphone in order", async () => {
    controller.start({});
    world.opening.pass();
    await settle();
    controller.toggleMute();
    controller.toggleMute();
    await settle();
    expect(world.muted).toEqual([true, false]);
  });

  test("does nothing without a microphone", () => {
    controller.toggleMute();
    controller.start({});
    controller.toggleMute();
    expect(machine.state.muted).toBe(false);
  });

  test("a replaced microphone keeps the caller's choice", async () => {
    await join();
    controller.toggleMute();
    controller.replaceMicrophone();
    await settle();
    expect(world.muted).toEqual([true, true]);
  });
});
