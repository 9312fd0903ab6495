/** Whether the clock runs fast because a past is being made up. Who turns it tells; who works by it may leave out what nobody will see. */
export interface Pace {
  hurried: boolean;
}
