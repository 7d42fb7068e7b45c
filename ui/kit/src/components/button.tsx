import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import type { ReactNode } from 'react';
import styles from './button.module.css';

export interface ButtonLook {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'icon';
  size?: 'small' | 'medium' | 'large';
}

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'>, ButtonLook {
  children: ReactNode;
  className?: string;
  title?: string;
}

/** While `isPending` it stays focusable, says so, and further presses do nothing. */
export function Button({ variant = 'secondary', size = 'medium', className, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={[buttonClass({ variant, size }), className].filter(Boolean).join(' ')}>
      {props.isPending ? <span className={styles['spinner']} aria-hidden="true" /> : null}
      {children}
    </AriaButton>
  );
}

/** The look of a button for links, which stay links. */
export function buttonClass({ variant = 'secondary', size = 'medium' }: ButtonLook = {}): string {
  return [styles['button'], styles[variant], size === 'medium' ? '' : styles[size]].filter(Boolean).join(' ');
}
