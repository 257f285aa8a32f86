import { Component, type ReactNode } from 'react';

interface Props {
  readonly onError: (message: string) => void;
  readonly children: ReactNode;
}

/** A component that throws hands over to the failure screen, which its owner shows. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error instanceof Error ? error.message : String(error));
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
