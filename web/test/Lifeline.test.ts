import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CallGrant, CallStanding, ResumeAnswer, ResumeRequest } from "../src/api/types";
import { CallController } from "../src/call/CallController";
import { CallFailure } from "../src/call/CallError";
import { CallMachine } from "../src/call/CallMachine";
import { PING_MS } from "../src/call/Heartbeat";
import { ANSWER_MS } from "../src/call/Lifeline";
import { RECONNECT_LIMIT_MS, WAIT_HERE_MS } from "../src/call/Recovery";
import { SILENCE_MS, SILENCE_WITHOUT_SIGNALLING_MS } from "../src/call/silence";
import type { CallPorts, Levels, Microphone, Report, RoomLink } from "../src/call/ports";

const grant = (generation: number, region: string): CallGrant => ({
  callId: "call_1",
  room: generation === 1 ? "call_1" : `call_1.${generation}`,
  url: `wss://${region}.test`,
  token: "t",
  region,
  generation,
  resumeToken: `secret-${generation}`,
});

/** A room with an agent that answers pings until it dies. */
class RoomStandIn implements RoomLink {
  alive = true;
  published = false;
  released = false;
  closed = false;
  opens = true;
  generation = 1;

  constructor(readonly report: Report) {}

  async connect(to: CallGrant): Promise<void> {
    this.generation = to.generation;
    if (!this.opens) {
      throw new CallFailure({ code: "unreachable" });
    }
    this.report({ type: "agent-joined", state: "listening" });
  }

  async publish(): Promise<void> {
    this.published = true;
  }

  release(): void {
    this.released = true;
  }

  ping(n: number): void {
    if (this.alive && !this.closed) {
      this.report({ type: "pong", n, generation: this.generation });
    }
  }

  async startSound(): Promise<void> {}

  async close(): Promise<void> {
    this.closed = true;
  }
}

class World implements CallPorts {
  readonly rooms: RoomStandIn[] = [];
  readonly resumes: ResumeRequest[] = [];
  readonly muted: boolean[] = [];
  standing: CallStanding | undefined;
  answers: (CallGrant | ResumeAnswer)[] = [];
  /** Called with each room before it is joined. */
  prepare: (room: RoomStandIn, index: number) => void = () => undefined;

  async openMicrophone(): Promise<Microphone> {
    return {
      mediaStreamTrack: {} as MediaStreamTrack,
      mute: async () => void this.muted.push(true),
      unmute: async () => void this.muted.push(false),
      restartTrack: async () => undefined,
      stop: () => undefined,
    };
  }

  async requestCall(): Promise<CallGrant> {
    return grant(1, "east");
  }

  async resumeCall(request: ResumeRequest): Promise<ResumeAnswer> {
    this.resumes.push(request);
    const answer = (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? {};
    return "callId" in answer ? { grant: answer } : answer;
  }

  async callStanding(): Promise<CallStanding | undefined> {
    return this.standing;
  }

  openRoom(report: Report): RoomLink {
    const room = new RoomStandIn(report);
    this.prepare(room, this.rooms.length);
    this.rooms.push(room);
    return room;
  }

  openLevels(): Levels {
    return { watch: () => undefined, resume: () => undefined, close: () => undefined };
  }
}

let world: World;
let machine: CallMachine;
let controller: CallController;

beforeEach(async () => {
  vi.useFakeTimers();
  world = new World();
  machine = new CallMachine();
  controller = new CallController(machine, world);
  controller.start({});
  await vi.advanceTimersByTimeAsync(PING_MS);
  expect(machine.state.phase).toBe("listening");
});
afterEach(() => {
  controller.hangUp();
  vi.useRealTimers();
});

const die = (room: RoomStandIn): void => void (room.alive = false);
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

describe("a region that dies", () => {
  test("the call goes on in another region and stays one call", async () => {
    world.answers = [grant(2, "west")];
    const { answeredAt } = machine.state;
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS);
    expect(world.resumes).toMatchObject([{ callId: "call_1", resumeToken: "secret-1", reason: "no-answer" }]);
    await pass(PING_MS);
    expect(machine.state).toMatchObject({ phase: "listening", region: "west", answeredAt, call: 1 });
    expect(world.rooms[0]).toMatchObject({ released: true, closed: true });
    expect(world.rooms[1]).toMatchObject({ published: true, released: false, closed: false });
  });

  test("a closed signalling is noticed at once", async () => {
    world.answers = [grant(2, "west")];
    die(world.rooms[0]!);
    world.rooms[0]!.report({ type: "failed", error: { code: "network-lost" } });
    await pass(0);
    expect(machine.state.phase).toBe("reconnecting");
    expect(world.resumes).toHaveLength(1);
  });

  test("with its signalling gone the loss is certain sooner, and never before", async () => {
    world.answers = [grant(2, "west")];
    die(world.rooms[0]!);
    world.rooms[0]!.report({ type: "reconnecting" });
    await pass(SILENCE_WITHOUT_SIGNALLING_MS);
    expect(world.resumes).toHaveLength(0);
    await pass(100);
    expect(world.resumes).toMatchObject([{ reason: "no-answer" }]);
  });

  test("media that goes on without its signalling is no loss", async () => {
    world.rooms[0]!.report({ type: "reconnecting" });
    await pass(5_000);
    expect(world.resumes).toHaveLength(0);
    world.rooms[0]!.report({ type: "reconnected" });
    expect(machine.state.phase).toBe("listening");
  });

  test("refused resumes are tried again as the same attempt", async () => {
    world.answers = [{}, { status: 503, problem: "no-capacity", retryAfterMs: 5_000 }, grant(2, "west")];
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS + 2_000);
    expect(world.resumes).toHaveLength(3);
    expect(new Set(world.resumes.map((resume) => resume.attempt)).size).toBe(1);
    expect(machine.state.region).toBe("west");
  });

  test("a new room that cannot be joined is the next loss, with its own secret", async () => {
    world.answers = [grant(2, "west"), grant(3, "middle")];
    world.prepare = (room, index) => void (room.opens = index !== 1);
    die(world.rooms[0]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    expect(world.resumes.map((resume) => resume.resumeToken)).toEqual(["secret-1", "secret-2"]);
    expect(new Set(world.resumes.map((resume) => resume.attempt)).size).toBe(2);
    expect(machine.state).toMatchObject({ phase: "listening", region: "middle" });
  });

  test("a new room without an agent is left for another one", async () => {
    world.answers = [grant(2, "west"), grant(3, "middle")];
    world.prepare = (room, index) => void (room.alive = index !== 1);
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS + ANSWER_MS + 2 * PING_MS);
    expect(machine.state).toMatchObject({ phase: "listening", region: "middle" });
  });

  test("a second loss is survived like the first", async () => {
    world.answers = [grant(2, "west"), grant(3, "middle")];
    die(world.rooms[0]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    die(world.rooms[1]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    expect(machine.state).toMatchObject({ phase: "listening", region: "middle" });
    expect(world.resumes[1]).toMatchObject({ resumeToken: "secret-2" });
  });

  test("nobody answering for long ends the call with words", async () => {
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS);
    expect(machine.state.phase).toBe("reconnecting");
    await pass(RECONNECT_LIMIT_MS - 1_000);
    expect(machine.state.phase).toBe("reconnecting");
    await pass(2_000);
    expect(machine.state).toMatchObject({ phase: "failed", error: { code: "network-lost", detail: "You could not be reconnected within 20 seconds." } });
    expect(world.rooms.every((room) => room.closed)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    [410, "call-ended", "call-over"],
    [409, "already-resumed", "call-elsewhere"],
  ])("%i %s is final", async (status, problem, code) => {
    world.answers = [{ status, problem }];
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS);
    expect(machine.state).toMatchObject({ phase: "failed", error: { code } });
    expect(world.resumes).toHaveLength(1);
  });

  test("mute survives the move", async () => {
    world.answers = [grant(2, "west")];
    controller.toggleMute();
    die(world.rooms[0]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    expect(machine.state).toMatchObject({ muted: true, region: "west" });
    expect(world.muted).toEqual([true]);
  });

  test("hanging up meanwhile ends everything", async () => {
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS);
    controller.hangUp();
    await pass(RECONNECT_LIMIT_MS);
    expect(machine.state).toMatchObject({ phase: "ended", end: { by: "you" } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("the old room is deleted while the new one is being entered", async () => {
    world.answers = [grant(2, "west")];
    world.prepare = (room, index) => {
      const connect = room.connect.bind(room);
      room.connect = async (to) => {
        if (index === 1) {
          world.rooms[0]!.report({ type: "closed", by: "service" });
        }
        await connect(to);
      };
    };
    die(world.rooms[0]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    expect(machine.state).toMatchObject({ phase: "listening", region: "west" });
  });

  test("late news of the old room do not touch the call", async () => {
    world.answers = [grant(2, "west")];
    die(world.rooms[0]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    world.rooms[0]!.report({ type: "closed", by: "service" });
    world.rooms[0]!.report({ type: "agent-left" });
    expect(machine.state.phase).toBe("listening");
  });
});

describe("an agent that dies", () => {
  test("its region sends another one: the caller waits in the room", async () => {
    world.standing = "recovering";
    die(world.rooms[0]!);
    world.rooms[0]!.report({ type: "agent-left" });
    await pass(2_000);
    expect(machine.state.phase).toBe("reconnecting");
    expect(world.resumes).toHaveLength(0);
    Object.assign(world.rooms[0]!, { alive: true, generation: 2 });
    await pass(PING_MS);
    expect(machine.state.phase).toBe("listening");
  });

  test("one that does not come in time makes the caller move", async () => {
    world.standing = "recovering";
    world.answers = [grant(3, "west")];
    die(world.rooms[0]!);
    await pass(SILENCE_MS + PING_MS + WAIT_HERE_MS + 2 * PING_MS);
    expect(machine.state).toMatchObject({ phase: "listening", region: "west" });
  });

  test("the old one's answers count no more once a younger one was heard", async () => {
    world.answers = [grant(3, "west")];
    const room = world.rooms[0]!;
    room.generation = 2;
    await pass(PING_MS);
    room.generation = 1;
    await pass(SILENCE_MS + 2 * PING_MS);
    expect(world.resumes).toHaveLength(1);
  });
});

describe("an agent that says what is coming", () => {
  test("moving is followed at once, without asking or waiting", async () => {
    world.standing = "recovering";
    world.answers = [grant(2, "west")];
    world.rooms[0]!.report({ type: "moving" });
    await pass(PING_MS);
    expect(world.resumes).toMatchObject([{ reason: "moving" }]);
    expect(machine.state).toMatchObject({ phase: "listening", region: "west" });
  });

  test("one that said goodbye is not missed", async () => {
    world.rooms[0]!.report({ type: "agent-ending", reason: "caller_silent" });
    die(world.rooms[0]!);
    await pass(SILENCE_MS + 2 * PING_MS);
    expect(world.resumes).toHaveLength(0);
    world.rooms[0]!.report({ type: "agent-left" });
    expect(machine.state).toMatchObject({ phase: "ended", end: { by: "agent", reason: "caller_silent" } });
  });
});
