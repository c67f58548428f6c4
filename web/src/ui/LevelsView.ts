import { LevelLane } from "./LevelLane";
import { part } from "./part";

export type ReadLevel = (speaker: "you" | "agent") => number;

const PUBLISH_MS = 100;
const STILL_DRAW_MS = 250;

/** Runs both level lanes while a call is on. Both share one clock, so a pause between the speakers can be seen. */
export class LevelsView {
  private readonly container: HTMLElement;
  private readonly you: LevelLane;
  private readonly agent: LevelLane;
  private readonly lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  private frame?: number;
  private lastFrame = 0;
  private lastPublish = 0;
  private lastDraw = 0;

  constructor(
    root: ParentNode,
    private readonly read: ReadLevel,
  ) {
    this.container = part(root, "lanes");
    this.you = new LevelLane(part(root, "meter-you"));
    this.agent = new LevelLane(part(root, "meter-agent"));
  }

  run(on: boolean): void {
    this.container.hidden = !on;
    if (on && this.frame === undefined) {
      this.you.reset();
      this.agent.reset();
      this.lastFrame = performance.now();
      this.frame = requestAnimationFrame((now) => this.step(now));
    } else if (!on && this.frame !== undefined) {
      cancelAnimationFrame(this.frame);
      this.frame = undefined;
      this.you.reset();
      this.agent.reset();
    }
  }

  private step(now: number): void {
    const seconds = Math.max(0, now - this.lastFrame) / 1000;
    this.lastFrame = now;
    this.you.step(this.read("you"), seconds);
    this.agent.step(this.read("agent"), seconds);
    if (now - this.lastPublish >= PUBLISH_MS) {
      this.lastPublish = now;
      this.you.publish();
      this.agent.publish();
    }
    const still = this.lessMotion.matches;
    if (!still || now - this.lastDraw >= STILL_DRAW_MS) {
      this.lastDraw = now;
      this.you.draw(still);
      this.agent.draw(still);
    }
    this.frame = requestAnimationFrame((next) => this.step(next));
  }
}
