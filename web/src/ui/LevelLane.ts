import { smooth } from "../audio/levelScale";

// One bar stands for 50 ms; at 5 px per bar a lane of 600 px shows the last six seconds.
const BAR_SECONDS = 0.05;
const BAR_PX = 5;
const BAR_WIDTH_PX = 3;
const MAX_BARS = 400;

/** Draws one side's level as a moving trace, or as a still bar for callers who ask for less motion. */
export class LevelLane {
  private readonly canvas: HTMLCanvasElement;
  private bars: number[] = [];
  private level = 0;
  private peak = 0;
  private sinceBar = 0;

  constructor(private readonly lane: HTMLElement) {
    const canvas = lane.querySelector("canvas");
    if (!canvas) {
      throw new Error("A level lane needs a canvas.");
    }
    this.canvas = canvas;
  }

  step(measured: number, seconds: number): void {
    this.level = smooth(this.level, measured, seconds);
    this.peak = Math.max(this.peak, this.level);
    this.sinceBar += seconds;
    // A tab that slept does not catch up bar by bar.
    this.sinceBar = Math.min(this.sinceBar, BAR_SECONDS * 8);
    while (this.sinceBar >= BAR_SECONDS) {
      this.sinceBar -= BAR_SECONDS;
      this.bars.push(this.peak);
      this.peak = this.level;
    }
    this.bars = this.bars.slice(-MAX_BARS);
  }

  publish(): void {
    this.lane.dataset.level = this.level.toFixed(2);
  }

  reset(): void {
    this.bars = [];
    this.level = this.peak = this.sinceBar = 0;
    this.publish();
  }

  draw(still: boolean): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const context = this.canvas.getContext("2d");
    if (!context || width === 0) {
      return;
    }
    const scale = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * scale) || this.canvas.height !== Math.round(height * scale)) {
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = getComputedStyle(this.canvas).color;
    if (still) {
      bar(context, 0, height / 2 - 4, Math.max(8, width * this.level), 8);
      return;
    }
    this.drawTrace(context, width, height);
  }

  private drawTrace(context: CanvasRenderingContext2D, width: number, height: number): void {
    const offset = (this.sinceBar / BAR_SECONDS) * BAR_PX;
    const count = Math.ceil(width / BAR_PX) + 1;
    for (let index = 0; index < count; index++) {
      const value = this.bars[this.bars.length - 1 - index] ?? 0;
      const size = Math.max(BAR_WIDTH_PX, value * height);
      // Older sound fades, so that the eye rests on now.
      context.globalAlpha = (value > 0.02 ? 1 : 0.35) * (1 - 0.75 * (index / count));
      bar(context, width - BAR_WIDTH_PX - index * BAR_PX - offset, (height - size) / 2, BAR_WIDTH_PX, size);
    }
    context.globalAlpha = 1;
  }
}

function bar(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(width, height) / 2);
  context.fill();
}
