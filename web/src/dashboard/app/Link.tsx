import type { AnchorHTMLAttributes, ComponentChildren } from "preact";
import { navigate } from "./location";

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; children: ComponentChildren };

/** A real link, so that middle click and copy work; a plain click stays in the page. */
export function Link({ children, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !rest.target && rest.download === undefined) {
      event.preventDefault();
      navigate(rest.href);
    }
  };
  return <a onClick={follow} {...rest}>{children}</a>;
}
