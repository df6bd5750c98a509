/** Told whose the fills and ends are that come about meanwhile; absent: nobody. */
export interface OrderListener {
  before(): void;
  after(id: number): void;
}

/** The number that was given last, to orders of all instruments of an account. */
export interface OrderNumbers {
  last: number;
}
