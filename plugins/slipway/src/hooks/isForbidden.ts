/** Whether the portal refused for want of a permission. */
export function isForbidden(error: Error | undefined): boolean {
  return (
    error?.name === 'ResponseError' &&
    (error as Error & { statusCode?: number }).statusCode === 403
  );
}
