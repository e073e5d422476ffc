import type { ProgramDefinition } from '../../domain/program/program';
import bakery from './bakery.json';
import carWash from './car-wash.json';
import coffee from './coffee.json';
import grocery from './grocery.json';
import gym from './gym.json';
import hotel from './hotel.json';
import iceCream from './ice-cream.json';
import restaurant from './restaurant.json';
import retail from './retail.json';
import salon from './salon.json';
import wine from './wine.json';

/** A program to begin with. Amounts are in the currency of whoever uses it. */
export interface BuiltInTemplate
  extends Pick<ProgramDefinition, 'name' | 'ruleType' | 'ruleConfigDomain' | 'ruleConfig'> {
  /** Stable, readable: `coffee-punch-card`. */
  readonly id: string;
  readonly industry: string;
  readonly description: string;
}

/** The templates that every business can use, by industry. */
export const builtInTemplates = [
  coffee,
  restaurant,
  bakery,
  salon,
  gym,
  retail,
  grocery,
  wine,
  hotel,
  carWash,
  iceCream,
].flat() as readonly BuiltInTemplate[];
